// yoursay with the tag for pages whose later scripts must find it ready.
import { withTag } from "./yoursay.mjs";

export default withTag(2, "");

import type { Config } from "yoursay";

/** The same for the server and the page. */
export const config: Config = { purposes: ["analytics"] };

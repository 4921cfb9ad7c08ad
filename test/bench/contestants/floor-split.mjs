// The floor in two files, one after the other; rows are made when a purpose is unfolded.
import { floor } from "./floor.mjs";

export default floor(91, "floor-split", { "loader.js": "loader.mjs", "view.js": "view.jsx" }, { areRowsLazy: true });

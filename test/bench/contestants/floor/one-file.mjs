import { read, start } from "./choice.mjs";
import { mount } from "./view.jsx";

const saved = read();
if (saved) start(saved.granted);
else mount(window.floorConfig);

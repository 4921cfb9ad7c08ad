import { read, start } from "./choice.mjs";

const saved = read();
if (saved) start(saved.granted);
else import(new URL("view.js", document.currentScript.src).href).then(({ mount }) => mount(window.floorConfig));

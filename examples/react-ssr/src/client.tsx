import { hydrateRoot } from "react-dom/client";
import { createConsent } from "yoursay";
import { App } from "./app.tsx";
import { config } from "./config.ts";

hydrateRoot(document.querySelector("#root")!, <App consent={createConsent(config)} />);

import { render } from "preact";
import { createConsent } from "yoursay";
import { ConsentProvider } from "yoursay/preact";
import { App } from "./app.tsx";

const consent = createConsent({ purposes: ["analytics"] });

render(
	<ConsentProvider consent={consent}>
		<App />
	</ConsentProvider>,
	document.body,
);

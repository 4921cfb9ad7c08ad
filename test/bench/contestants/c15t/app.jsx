/** @jsxImportSource react */
// As in c15t's quick start for React, in its offline mode, inside an otherwise empty app.
import { ConsentBanner, ConsentDialog, ConsentManagerProvider, policyPackPresets } from "@c15t/react";
import { createRoot } from "react-dom/client";
import "./app.css";

const { scripts, messages } = window.c15tConfig;
const options = {
	mode: "offline",
	offlinePolicy: { policyPacks: [policyPackPresets.europeOptIn()] },
	consentCategories: ["necessary", "functionality", "measurement", "marketing"],
	overrides: { country: "DE", language: "en" },
	scripts,
	i18n: { locale: "en", detectBrowserLanguage: false, messages: { en: messages } },
};

const place = document.createElement("div");
document.body.append(place);
createRoot(place).render(
	<ConsentManagerProvider options={options}>
		<ConsentBanner />
		<ConsentDialog />
	</ConsentManagerProvider>,
);

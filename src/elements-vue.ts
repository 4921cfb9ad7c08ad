/** Types of the elements for Vue's templates: `import type {} from "yoursay/elements/vue"`. Nothing is left of it at run time. */
import type { DefineComponent } from "vue";
import type { Consent } from "../types/consent.ts";
import type { RightsElement } from "../types/elements.ts";

interface ViewProps {
	/** @default the one defined last */
	consent?: Consent;
	/** Each time the view stands. */
	"onYoursay:shown"?: (event: CustomEvent<null>) => void;
}

declare module "vue" {
	interface GlobalComponents {
		"your-say-preferences": DefineComponent<ViewProps>;
		"your-say-policy": DefineComponent<ViewProps>;
		"your-say-rights": DefineComponent<ViewProps & { kind?: RightsElement["kind"] }>;
	}
}

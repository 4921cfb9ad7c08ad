import type { AdobeOptions } from "../../types/config.ts";
import { tell } from "../integrations/adobe.ts";
import { type Connect, connecting } from "./connecting.ts";

/** As `integrations.adobe` of the configuration: Adobe Experience Platform Web SDK. */
export const connect: Connect<AdobeOptions> = connecting("adobe", tell);

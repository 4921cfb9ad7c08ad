import type { ClarityOptions } from "../../types/config.ts";
import { tell } from "../integrations/clarity.ts";
import { type Connect, connecting } from "./connecting.ts";

/** As `integrations.clarity` of the configuration: Microsoft Clarity. */
export const connect: Connect<ClarityOptions> = connecting("clarity", tell);

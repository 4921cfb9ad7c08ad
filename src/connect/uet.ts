import type { OnePurpose } from "../../types/config.ts";
import { tell } from "../integrations/uet.ts";
import { type Connect, connecting } from "./connecting.ts";

/** As `integrations.uet` of the configuration: Microsoft Advertising (UET). */
export const connect: Connect<OnePurpose> = connecting("uet", tell);

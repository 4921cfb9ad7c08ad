import type { OnePurpose } from "../../types/config.ts";
import { tell } from "../integrations/tiktok.ts";
import { type Connect, connecting } from "./connecting.ts";

/** As `integrations.tiktok` of the configuration: TikTok's pixel. */
export const connect: Connect<OnePurpose> = connecting("tiktok", tell);

import calls from "./calls.js?raw";
import confirmHtml from "./confirm.html?raw";
import confirm from "./confirm.js?raw";
import dates from "./dates.js?raw";
import element from "./element.js?raw";
import inboxCss from "./inbox.css?raw";
import inboxHtml from "./inbox.html?raw";
import inbox from "./inbox.js?raw";
import inboxChange from "./inbox-change.js?raw";
import inboxList from "./inbox-list.js?raw";
import inboxPlots from "./inbox-plots.js?raw";
import inboxReport from "./inbox-report.js?raw";
import inboxRequest from "./inbox-request.js?raw";
import inboxRequests from "./inbox-requests.js?raw";
import inboxWords from "./inbox-words.js?raw";
import pageCss from "./page.css?raw";
import statusHtml from "./status.html?raw";
import status from "./status.js?raw";
import statusView from "./status-view.js?raw";
import statusWords from "./status-words.js?raw";

const html = (body: string) => ({ type: "text/html; charset=utf-8", body });
const css = (body: string) => ({ type: "text/css; charset=utf-8", body });
const script = (body: string) => ({ type: "text/javascript; charset=utf-8", body });

/**
 * What the collector serves as pages: by name, the type and the text. In the HTML, `{{path}}` stands for where the
 * collector's calls begin, and `{{timeZone}}` for where its days are counted; scripts learn it from their own address. They run under a Content Security Policy that
 * allows nothing but the collector's own files and calls.
 */
export const pages: Record<string, { type: string; body: string }> = {
	"inbox.html": html(inboxHtml),
	"inbox.css": css(inboxCss),
	"inbox.js": script(inbox),
	"inbox-change.js": script(inboxChange),
	"inbox-list.js": script(inboxList),
	"inbox-plots.js": script(inboxPlots),
	"inbox-report.js": script(inboxReport),
	"inbox-request.js": script(inboxRequest),
	"inbox-requests.js": script(inboxRequests),
	"inbox-words.js": script(inboxWords),
	"status.html": html(statusHtml),
	"status.js": script(status),
	"status-view.js": script(statusView),
	"status-words.js": script(statusWords),
	"confirm.html": html(confirmHtml),
	"confirm.js": script(confirm),
	"page.css": css(pageCss),
	"calls.js": script(calls),
	"dates.js": script(dates),
	"element.js": script(element),
};

// The player: keeps its place in this browser, as a video host would.
const lengthS = 60;
const button = document.querySelector("#play");
const progress = document.querySelector("#progress");
const time = document.querySelector("#time");
let at = 0;
let last = 0;

/** A browser may deny a framed page its storage; the film plays on without. */
function keep() {
	try {
		localStorage.setItem("fh_player", JSON.stringify({ at: Math.round(at), volume: 0.8 }));
	} catch (error) {
		console.info(`The place in the film is not kept: ${error.name}`);
	}
}

function step(now) {
	if (button.getAttribute("aria-pressed") !== "true") return;
	at = (at + (now - last) / 1000) % lengthS;
	last = now;
	progress.value = at / lengthS;
	time.textContent = `0:${String(Math.floor(at)).padStart(2, "0")}`;
	requestAnimationFrame(step);
}

button.addEventListener("click", () => {
	const plays = button.getAttribute("aria-pressed") !== "true";
	button.setAttribute("aria-pressed", String(plays));
	button.querySelector("span").textContent = plays ? "Pause" : "Play";
	document.body.classList.add("started");
	document.body.classList.toggle("playing", plays);
	last = performance.now();
	if (plays) requestAnimationFrame(step);
	else keep();
});
keep();

// Hands the conversation's module over to the window (widget/window/main.js), which has made this global in their frame.
import init, { act, start } from "./widget.js";

porchlight.module = { init, start, act };

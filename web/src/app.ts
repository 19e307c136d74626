// What the browser adds to pages that already work without it. Nothing here decides anything: every rule is
// checked by the server, every text a person reads comes from the page (or, for GOV.UK components, from words.ts).
import { startAutosave } from "./autosave_form.ts";
import { startComponents } from "./components.ts";
import { startField } from "./field.ts";
import { forgetSent } from "./forget.ts";
import { startGuard } from "./guard.ts";
import { startGuide } from "./guide.ts";
import { startNear } from "./near.ts";
import { startPage } from "./page.ts";
import { startRepeat } from "./repeat.ts";
import { startTotals } from "./totals_form.ts";
import { startUpload } from "./upload.ts";

forgetSent(); // before anything that takes time
document.body.classList.add("js-enabled", "govuk-frontend-supported");
startComponents();
startRepeat();
startTotals();
startUpload();
startField();
startAutosave();
startGuard();
startGuide();
startNear();
startPage();

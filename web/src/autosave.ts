// When a draft is sent, kept, and what is said about it. No DOM and no network in here: see autosave_form.ts.
import type { Pairs } from "./drafts.ts";

/** What the person is told; "invalid" is saved neither by the server nor lost: the text does not pass a check yet. */
export type State = "dirty" | "saving" | "saved" | "offline" | "signin" | "conflict" | "invalid";

/** What came back from the server. "unreachable" includes its own failures: both are tried again. */
export type Answer =
  | { kind: "saved"; time: string; version: string }
  | { kind: "signin" | "conflict" | "invalid" | "unreachable" };

/** What the autosaver needs of the page. */
export interface Ports {
  read(): Pairs;
  /** Sends a draft; it arrives even when the page goes away meanwhile. */
  send(pairs: Pairs): Promise<Answer>;
  keep(pairs: Pairs): boolean;
  forget(): void;
  show(state: State, time?: string): void;
  version(version: string): void;
  after(ms: number, what: () => void): () => void;
}

export const pause = 1500; // ms without typing before a draft is sent
const firstRetry = 4000;
const lastRetry = 60_000;

export class Autosaver {
  private edits = 0; // how often something changed
  private sent = 0; // edits that the server has
  private kept = 0; // edits that this browser has a copy of
  private sending: Promise<void> | null = null;
  private stopped = false;
  private submitted = false;
  private retry = firstRetry;
  private cancel = (): void => {};

  constructor(private readonly ports: Ports) {}

  /** Something was typed. */
  changed(): void {
    this.edits++;
    if (this.stopped) {
      this.keep();
      return;
    }
    this.ports.show("dirty");
    this.plan(pause);
  }

  /** Sends now what is not on the server yet; used by the timer and when the network returns. */
  async flush(): Promise<void> {
    this.cancel();
    if (this.sending) await this.sending;
    if (this.stopped || this.saved) return;
    this.sending = this.sendOnce().finally(() => (this.sending = null));
    await this.sending;
  }

  /** The page goes away: one last try, unless one is under way, and a copy in case it does not arrive. */
  leave(): void {
    if (this.saved) return;
    this.keep();
    if (!this.stopped && !this.sending) void this.ports.send(this.ports.read());
    this.stopped = true;
  }

  /** The person sends the form: a copy stays until the server has shown that it took it. */
  submit(): void {
    this.cancel();
    this.stopped = true;
    this.submitted = true;
    this.edits++;
    this.keep();
  }

  /** The draft under way, if any: a form sent before it is answered would carry the version before it. */
  get underWay(): Promise<void> | null {
    return this.sending;
  }

  /** Has the server everything that was typed? */
  get saved(): boolean {
    return this.sent === this.edits;
  }

  /** Is something typed that neither the server nor this browser has? Tries to make a copy first. */
  atRisk(): boolean {
    return !this.saved && !this.submitted && !this.keep();
  }

  private keep(): boolean {
    if (this.kept !== this.edits && this.ports.keep(this.ports.read())) this.kept = this.edits;
    return this.kept === this.edits;
  }

  private plan(ms: number): void {
    this.cancel();
    this.cancel = this.ports.after(ms, () => void this.flush());
  }

  private async sendOnce(): Promise<void> {
    const edits = this.edits;
    this.ports.show("saving");
    const answer = await this.ports.send(this.ports.read());
    if (answer.kind === "saved") this.arrived(edits, answer.time, answer.version);
    else this.failed(answer.kind);
  }

  private arrived(edits: number, time: string, version: string): void {
    this.sent = edits;
    this.retry = firstRetry;
    this.ports.version(version);
    if (this.stopped) return;
    if (!this.saved) return this.plan(pause);
    this.ports.forget();
    this.ports.show("saved", time);
  }

  private failed(kind: "signin" | "conflict" | "invalid" | "unreachable"): void {
    this.keep();
    if (this.stopped) return;
    if (kind === "unreachable") {
      this.ports.show("offline");
      this.plan(this.retry);
      this.retry = Math.min(this.retry * 2, lastRetry);
      return;
    }
    this.ports.show(kind);
    // After a conflict nothing is sent by itself: pressing "save" leads to the page that keeps both texts.
    this.stopped = kind === "conflict";
  }
}

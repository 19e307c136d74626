// Copies of what was typed and has not reached the server, kept in this browser until it has.
// The key of a copy carries an opaque mark of the person and the form (data-autosave-key), so that another person
// at the same computer is not offered it; signing out removes all copies.

/** Name and value of every field of a form, in order; files and passwords are never in it. */
export type Pairs = [name: string, value: string][];

/** One copy: when it was made by this computer's clock (ms), on which version of the server's text, and the text. */
export interface Copy {
  at: number;
  version: string;
  pairs: Pairs;
}

const prefix = "tryeza:copy:";
const keepFor = 14 * 24 * 3600 * 1000; // ms; an older copy is of no use and should not lie about

/** The small part of Storage that is used, so that tests need no browser. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export class Drafts {
  constructor(private readonly shelf: Shelf | null) {}

  /** Keeps a copy; false when the browser refuses (no storage, no room left). */
  keep(key: string, copy: Copy): boolean {
    try {
      this.shelf?.setItem(prefix + key, JSON.stringify(copy));
      return this.shelf !== null;
    } catch {
      return false;
    }
  }

  /** The copy under key, or null when there is none, it cannot be read, or it is too old. */
  read(key: string, now: number): Copy | null {
    try {
      const copy: unknown = JSON.parse(this.shelf?.getItem(prefix + key) ?? "null");
      return isCopy(copy) && now - copy.at < keepFor ? copy : null;
    } catch {
      return null;
    }
  }

  forget(key: string): void {
    this.attempt((shelf) => shelf.removeItem(prefix + key));
  }

  forgetAll(): void {
    this.attempt((shelf) => this.keys(shelf).forEach((key) => shelf.removeItem(key)));
  }

  /** Removes copies that are too old or not readable. */
  tidy(now: number): void {
    this.attempt((shelf) => {
      for (const key of this.keys(shelf)) {
        if (!this.read(key.slice(prefix.length), now)) shelf.removeItem(key);
      }
    });
  }

  private keys(shelf: Shelf): string[] {
    return Array.from({ length: shelf.length }, (_, i) => shelf.key(i) ?? "").filter((key) => key.startsWith(prefix));
  }

  private attempt(what: (shelf: Shelf) => void): void {
    try {
      if (this.shelf) what(this.shelf);
    } catch {
      // A browser that forbids storage keeps no copies either.
    }
  }
}

function isCopy(value: unknown): value is Copy {
  const copy = value as Copy | null;
  return typeof copy?.at === "number" && typeof copy.version === "string" && Array.isArray(copy.pairs) && copy.pairs.every(isPair);
}

function isPair(pair: unknown): boolean {
  return Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === "string");
}

/**
 * Should this copy be offered? Not when it says what the page says already. Otherwise when it was made on the very
 * version the page shows, or is newer than the server's text (serverAt in ms, NaN when the server does not say).
 */
export function worthOffering(copy: Copy, page: Omit<Copy, "at">, serverAt: number): boolean {
  if (samePairs(copy.pairs, page.pairs)) return false;
  return copy.version === page.version || Number.isNaN(serverAt) || copy.at > serverAt;
}

/** Equal but for empty fields, line ends and the order of fields: a blank row that was added is no difference. */
export function samePairs(a: Pairs, b: Pairs): boolean {
  return essence(a) === essence(b);
}

function essence(pairs: Pairs): string {
  const filled = pairs.map(([name, value]) => [name, value.replace(/\r\n?/g, "\n")] as const).filter(([, value]) => value !== "");
  return JSON.stringify(filled.map((pair) => JSON.stringify(pair)).sort());
}

/** When a copy was made, as Albanians write it: 30.06.2023, ora 13.45. */
export function moment(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  const day = [two(date.getDate()), two(date.getMonth() + 1), date.getFullYear()].join(".");
  return `${day}, ora ${two(date.getHours())}.${two(date.getMinutes())}`;
}

/**
 * Control characters (those that steer a terminal among them) and those that turn the direction of writing; line feeds and
 * tabs are neither.
 */
const STEERING = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A text that steers no terminal: each such character is written as `\u001b` is here. */
export const visibleText = (text: string): string =>
  text.replace(STEERING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

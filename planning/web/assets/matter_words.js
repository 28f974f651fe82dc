// The receipt words that this phone keeps, each community apart. They leave the phone only to ask what became of a matter.
"use strict";
window.MatterWords = (() => {
  const { facts, kept, keep } = Light;
  const KEY = `matters.words.${facts.community}`;
  const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", SIGNS = 26;

  /** 130 random bits in signs that can be read out, as the house makes its codes. */
  const fresh = () => spelled(Array.from(crypto.getRandomValues(new Uint8Array(SIGNS)), (n) => ALPHABET[n & 31]).join(""));
  const bare = (word) => word.toUpperCase().replace(/[^0-9A-Z]/g, "");
  const spelled = (word) => bare(word).replace(/(.{4})(?=.)/g, "$1-");
  const is = (word) => bare(word).length === SIGNS && [...bare(word)].every((sign) => ALPHABET.includes(sign));
  const all = () => kept(KEY) || [];
  const remember = (word) => keep(KEY, [spelled(word), ...all().filter((one) => bare(one) !== bare(word))].slice(0, 50));
  const forget = (word) => keep(KEY, all().filter((one) => bare(one) !== bare(word)));
  return { fresh, spelled, is, all, remember, forget };
})();

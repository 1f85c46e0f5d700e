/** Of the demo corpus; apart from what builds it, which no page may load. */
export const DEMO_NAME = "Demo corpus";

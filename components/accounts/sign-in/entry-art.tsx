/** A trip across a town that does not exist, drawn as the product draws trips. */
export function EntryArt() {
  return (
    <svg viewBox="0 0 840 900" preserveAspectRatio="xMidYMid slice" aria-hidden="true" className="absolute inset-0 size-full">
      <defs>
        <pattern id="entry-grid" width="84" height="84" patternUnits="userSpaceOnUse">
          <path d="M84 0H0V84" fill="none" stroke="var(--map-grid)" strokeWidth="1" />
        </pattern>
      </defs>
      <path d="M0 0H840V150C760 210 700 170 620 230S520 300 470 250 380 170 300 190 140 120 0 170Z" fill="var(--map-water)" />
      <rect width="840" height="900" fill="url(#entry-grid)" />
      <g fill="none" stroke="var(--map-border)" strokeLinecap="round" strokeOpacity="0.7">
        {streets.map((d) => (
          <path key={d} d={d} strokeWidth="2" />
        ))}
      </g>
      <g fill="none" strokeLinecap="round" strokeLinejoin="round">
        <path d={legs.map(({ d }) => d).join(" ")} stroke="var(--map-casing)" strokeWidth="13" />
        {legs.map(({ d, token }) => (
          <path key={d} d={d} stroke={`var(--${token})`} strokeWidth="6.5" />
        ))}
      </g>
      <g stroke="var(--map-casing)" strokeWidth="4">
        <circle cx="150" cy="740" r="11" fill="var(--good)" />
        <circle cx="700" cy="300" r="11" fill="var(--ink)" />
        <circle cx="402" cy="552" r="11" fill="var(--bad)" />
      </g>
    </svg>
  );
}

const streets = [
  "M0 620 C160 590 260 640 420 600 S700 560 840 590",
  "M0 800 C200 780 330 830 520 790 S760 760 840 770",
  "M90 900 C120 760 80 560 140 420 S180 280 160 210",
  "M320 900 C350 760 330 640 400 520 S470 380 450 290",
  "M560 900 C580 780 540 640 600 520 S680 420 720 250",
  "M0 420 C200 430 330 390 480 420 S720 380 840 400",
  "M770 900 C760 720 790 560 760 400",
];

const legs = [
  { d: "M150 740 C180 690 210 660 250 640", token: "speed-1" },
  { d: "M250 640 C300 616 350 606 402 552", token: "speed-3" },
  { d: "M402 552 C430 520 440 480 470 440", token: "speed-2" },
  { d: "M470 440 C500 405 540 400 590 396", token: "speed-4" },
  { d: "M590 396 C630 392 660 376 676 346", token: "speed-5" },
  { d: "M676 346 C684 330 692 316 700 300", token: "speed-2" },
];

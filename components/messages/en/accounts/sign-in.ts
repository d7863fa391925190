/** The sign-in page. Nothing here may tell which addresses exist. */
export const signIn = {
  title: "Sign in",
  lead: "See where your cars are, how they are driven, and why each trip scored what it did.",
  email: "Email",
  password: "Password",
  submit: "Sign in",
  submitting: "Signing in…",
  wrong:
    "Email or password is not right. If you are sure of both, wait a minute and try again: after many failed attempts, more are refused for a while.",
  throttledFor: { one: "Too many attempts. Try again in {count} second.", other: "Too many attempts. Try again in {count} seconds." },
  busyFor: {
    one: "Many people are signing in right now. Try again in {count} second.",
    other: "Many people are signing in right now. Try again in {count} seconds.",
  },
  unreachable: "The server cannot be reached. Check the connection and try again.",
  emailMissing: "Enter your email address.",
  passwordMissing: "Enter your password.",
  ended: "Your session has ended. Sign in again.",
  changed: "Your password is changed and all sessions are ended. Sign in again.",
  setUp: "Motorpool is set up. Sign in with your new account.",
} as const;

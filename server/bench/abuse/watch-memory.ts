const everyMs = 100;

/** Watches memory from now on; `stop` gives by how much it was above what it is now at most, bytes. */
export async function watchMemory(readB: () => Promise<number>): Promise<{ stop(): Promise<number> }> {
  const idleB = await readB();
  let mostB = idleB;
  const look = async () => {
    mostB = Math.max(mostB, await readB());
  };
  const timer = setInterval(() => void look(), everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await look();
      return mostB - idleB;
    },
  };
}

import sharp from "sharp";
import { expect, test } from "vitest";
import { createPictures } from "./pictures.ts";

const photo = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: "#1f6f80" } })
    .jpeg()
    .toBuffer();

test("pictures are decoded one after the other, those of one account after those of another who waited longer", async () => {
  const pictures = createPictures();
  const order: string[] = [];
  const bytes = await photo(200);
  const send = async (account: number, name: string) => {
    const reencoded = await pictures.reencode(account, bytes, "jpeg");
    order.push(name);
    expect(await sharp(reencoded).metadata()).toMatchObject({ format: "jpeg", width: 200, height: 200 });
  };
  await Promise.all([send(1, "a1"), send(1, "a2"), send(1, "a3"), send(2, "b1")]);
  expect(order).toEqual(["a1", "a2", "b1", "a3"]);
});

test("unavailable for an account of which too many wait; others are not concerned", async () => {
  const pictures = createPictures();
  const bytes = await photo(50);
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, () => pictures.reencode(1, bytes, "jpeg")).concat(pictures.reencode(2, bytes, "jpeg")),
  );
  expect(results.map(({ status }) => status)).toEqual([...Array(5).fill("fulfilled"), ...Array(3).fill("rejected"), "fulfilled"]);
  expect(results[7]).toMatchObject({ reason: { code: "unavailable", retryAfterS: 5 } });
});

test("a picture that takes too long is given up, and the next one starts afresh", async () => {
  const hasty = createPictures({ timeLimitMs: 1 });
  const bytes = await photo(50);
  for (let tries = 0; tries < 2; tries++) await expect(hasty.reencode(1, bytes, "jpeg")).rejects.toMatchObject({ problem: "too_slow" });
});

test("a preview is read when it is its turn, and what cannot be read is the caller's to see", async () => {
  const pictures = createPictures();
  const preview = await pictures.preview(1, () => photo(1200));
  expect(await sharp(preview).metadata()).toMatchObject({ format: "webp", width: 960 });
  await expect(pictures.preview(1, () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  await expect(pictures.preview(1, async () => Buffer.from("no picture"))).rejects.toMatchObject({ problem: "unreadable" });
});

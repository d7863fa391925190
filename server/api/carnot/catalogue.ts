import { z } from "zod";
import { getModelLinks, listMakes, listModels } from "#db/queries/vehicles/models.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";

const name = z.string().trim().min(1).max(100);

/** Makes and models that cars can be of. */
export function declareCatalogue(api: CarnotFamily, { db }: RouteDeps): void {
  api.get(
    "/cars/makes",
    {
      summary: "All makes",
      description: "Those common in India, Europe and North America with those the account added, by name.",
      ok: z.object({ makes: z.array(z.string()) }),
    },
    async ({ scope }) => ({ makes: await listMakes(db, scope) }),
  );
  api.get(
    "/cars/models",
    {
      summary: "The models of a make",
      description: "By name; upper and lower case of the make do not count. Empty for a make nobody knows.",
      query: z.object({ make: name }),
      ok: z.object({ models: z.array(z.string()) }),
    },
    async ({ scope, query }) => ({ models: await listModels(db, scope, query) }),
  );
  api.get(
    "/cars/links",
    {
      summary: "How the adapter goes into a model",
      description: "The picture and the film the account set for the model; null when it set none.",
      query: z.object({ make: name, model: name }),
      ok: z.object({ image_url: z.string().nullable(), video_url: z.string().nullable() }),
    },
    async ({ scope, query }) => {
      const { imageUrl, videoUrl } = await getModelLinks(db, scope, query);
      return { image_url: imageUrl, video_url: videoUrl };
    },
  );
}

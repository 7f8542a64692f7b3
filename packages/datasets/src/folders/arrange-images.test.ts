import { describe, expect, it } from "vitest";
import { arrangeImages } from "./arrange-images.ts";

const arranged = (...paths: string[]) => {
  const { images, notes } = arrangeImages(paths, "photos");
  return {
    images: images.map(({ path, className, split }) => [path, className, split].join(" ").trim()),
    notes,
  };
};

describe("arrangeImages", () => {
  it("makes classes of the first folder, none where there is none", () => {
    expect(arranged("a.png", "b.png")).toEqual({ images: ["a.png", "b.png"], notes: [] });
    expect(arranged("cat/a.png", "dog/b/c.png").images).toEqual(["cat/a.png cat", "dog/b/c.png dog"]);
  });

  it("looks through one folder that holds all", () => {
    expect(arranged("x/cat/a.png", "x/dog/b.png")).toEqual({
      images: ["x/cat/a.png cat", "x/dog/b.png dog"],
      notes: ["All images lie in the folder x: it is no class."],
    });
    expect(arranged("x/a.png", "x/b.png").images).toEqual(["x/a.png", "x/b.png"]);
    expect(arranged("x/a.png", "x/deep/b.png").images).toEqual(["x/a.png", "x/deep/b.png"]);
    expect(arranged("train/cat/a.png", "train/dog/b.png").images).toEqual([
      "train/cat/a.png cat",
      "train/dog/b.png dog",
    ]);
  });

  it("makes splits of folders that are called so, in any case, with or without classes", () => {
    expect(arranged("Train/cat/a.png", "TEST/cat/b.png", "val/dog/c.png", "valid/dog/d.png").images).toEqual([
      "Train/cat/a.png cat train",
      "TEST/cat/b.png cat test",
      "val/dog/c.png dog validation",
      "valid/dog/d.png dog validation",
    ]);
    expect(arranged("training/a.png", "testing/b.png").images).toEqual([
      "training/a.png  train",
      "testing/b.png  test",
    ]);
  });

  it("leaves a test without classes out where train has them", () => {
    const { images, notes } = arranged("train/cat/a.png", "train/dog/b.png", "test/1.png");
    expect(images).toEqual(["train/cat/a.png cat", "train/dog/b.png dog"]);
    expect(notes).toEqual([
      "The 1 images of test are left out: they have no class folders, those of train do.",
    ]);
  });

  it("takes parts without a train together, and says where split names are classes", () => {
    expect(arranged("test/cat/a.png", "val/dog/b.png")).toEqual({
      images: ["test/cat/a.png cat", "val/dog/b.png dog"],
      notes: ["The folders test and validation are taken together: there is no folder train."],
    });
    const beside = arranged("train/a.png", "bus/b.png");
    expect(beside.images).toEqual(["train/a.png train", "bus/b.png bus"]);
    expect(beside.notes).toEqual([
      "The folders train stand beside others, so they are classes and no splits.",
    ]);
  });

  it("keeps the class of a name that another system writes in other letters", () => {
    expect(arranged("cafe\u0301/a.png", "the/b.png").images[0]).toMatch(/ caf\u00e9$/);
  });

  it("refuses images both beside and in folders, and takes 100,000 of them without a pause", () => {
    expect(() => arrangeImages(["a.png", "cat/b.png"], "photos")).toThrow(
      /found 1 in it and 1 in sub-folders/,
    );
    const many = Array.from({ length: 100_000 }, (_, i) => `${i % 2 ? "train" : "test"}/${i % 7}/${i}.png`);
    expect(arrangeImages(many, "photos").images).toHaveLength(100_000);
  });
});

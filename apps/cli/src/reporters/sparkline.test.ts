import { describe, expect, it } from "vitest";
import { Course, sparkline } from "./sparkline.ts";

describe("sparkline", () => {
  it("draws the lowest lowest and the highest highest", () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe("▁▂▃▄▅▆▇█");
    expect(sparkline([3, -1])).toBe("█▁");
  });

  it("draws what does not move in the middle, and gaps for what is no number", () => {
    expect(sparkline([2, 2])).toBe("▅▅");
    expect(sparkline([Number.NaN, 1, 2])).toBe(" ▁█");
    expect(sparkline([])).toBe("");
  });
});

describe("a course", () => {
  const drawn = (values: readonly number[], most: number) => {
    const course = new Course(most);
    for (const value of values) course.add(value);
    return String(course);
  };

  it("never has more bars than it may, and at least half of them once there is enough", () => {
    const rising = Array.from({ length: 1000 }, (_, i) => i);
    for (const count of [1, 7, 8, 9, 17, 100, 1000]) {
      const { length } = drawn(rising.slice(0, count), 8);
      expect(length).toBeLessThanOrEqual(8);
      expect(length).toBeGreaterThanOrEqual(Math.min(count, 4));
    }
  });

  it("shows the whole of it: means of stretches of one length", () => {
    expect(drawn([0, 0, 0, 0, 7, 7, 7, 7], 4)).toBe("▁▁██");
    expect(drawn([...Array(64).fill(0), ...Array(64).fill(1)], 8)).toMatch(/^▁+█+$/);
  });
});

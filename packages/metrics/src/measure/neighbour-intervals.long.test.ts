import { testNeighbourIntervals } from "./testdata/neighbour-intervals.ts";

testNeighbourIntervals(1000);

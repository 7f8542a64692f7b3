import type { HealthAlarm } from "@ganlens/core";
import { formatNumber } from "@ganlens/report";
import { type ReactElement, useId } from "react";
import "./health-alarms.css";

/** What looked ill while training, each with its cause and what to change; nothing where nothing did. */
export function HealthAlarms({ alarms }: { readonly alarms: readonly HealthAlarm[] }): ReactElement | null {
  const id = useId();
  if (alarms.length === 0) return null;
  return (
    <section className="health-alarms" aria-labelledby={`${id}-name`}>
      <h3 id={`${id}-name`}>
        {alarms.length === 1
          ? "One thing looked ill while training"
          : `${formatNumber(alarms.length)} things looked ill while training`}
      </h3>
      <ul>
        {alarms.map(({ step, monitor, about, cause, suggestion }) => (
          <li key={`${step}-${monitor}-${about}`}>
            Step {formatNumber(step)}: {cause} {suggestion}
          </li>
        ))}
      </ul>
    </section>
  );
}

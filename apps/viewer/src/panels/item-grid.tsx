import type { ReactElement, ReactNode } from "react";
import { ListBox, ListBoxItem, type Selection } from "react-aria-components";
import { useView } from "../state/use-view.ts";
import "./item-grid.css";

/** One thing in a grid that can be selected. */
export interface GridItem {
  readonly id: string;
  /** What it is, in a few words. */
  readonly label: string;
  readonly content?: ReactNode;
}

/** Items beside each other; what is selected here is selected in all panels. Arrow keys go through it, space selects. */
export function ItemGrid({
  items,
  name,
  className = "",
  style,
}: {
  readonly items: readonly GridItem[];
  readonly name: string;
  readonly className?: string;
  readonly style?: React.CSSProperties;
}): ReactElement {
  const { store, state } = useView();
  const { ids, primary, pinned } = state.selection;
  const own = new Set(items.map(({ id }) => id));
  const select = (selection: Selection): void => {
    if (selection === "all") return;
    const chosen = [...selection].map(String);
    const kept = ids.filter((id) => !own.has(id) || chosen.includes(id));
    const added = chosen.filter((id) => !ids.includes(id));
    const next = [...kept, ...added].slice(-32);
    // The newest is the first among equals; where it went, the one before takes its place.
    const first = added.at(-1) ?? (primary !== null && next.includes(primary) ? primary : next.at(-1));
    store.change({ selection: { ids: next, primary: first ?? null, pinned } });
  };
  return (
    <ListBox
      aria-label={name}
      layout="grid"
      selectionMode="multiple"
      selectionBehavior="toggle"
      disallowEmptySelection={false}
      selectedKeys={ids.filter((id) => own.has(id))}
      onSelectionChange={select}
      className={`item-grid ${className}`}
      {...(style === undefined ? {} : { style })}
    >
      {items.map(({ id, label, content }) => (
        <ListBoxItem
          key={id}
          id={id}
          textValue={label}
          aria-label={`${label}${pinned.includes(id) ? ", pinned" : ""}`}
          className="item"
          data-primary={id === primary || undefined}
          data-pinned={pinned.includes(id) || undefined}
        >
          {content}
        </ListBoxItem>
      ))}
    </ListBox>
  );
}

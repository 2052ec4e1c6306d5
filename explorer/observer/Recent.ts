/** The newest items of a list, and how many older items were removed. */
export class Recent<Item> {
  readonly items: Item[] = [];
  dropped = 0;

  constructor(private readonly most: number) {}

  add(items: readonly Item[]): void {
    this.items.push(...items);
    const surplus = this.items.length - this.most;
    if (surplus <= 0) return;
    this.items.splice(0, surplus);
    this.dropped += surplus;
  }
}

// More than two thousand elements come grouped: communities by label propagation (Raghavan et al. 2007), in a fixed
// order so that the same scene always gives the same groups.
const SWEEPS = 6;
const FEWEST = 3; // smaller communities stay as they are

/** Map of group id -> member ids, over `ids` and the scene's edges between them. */
export function communities(scene, ids) {
  const order = [...ids];
  const label = new Map(order.map((id, i) => [id, i]));
  const around = new Map(order.map((id) => [id, scene.neighbours(id).filter((other) => label.has(other))]));
  for (let sweep = 0, moved = 1; sweep < SWEEPS && moved; sweep++) {
    moved = 0;
    for (const id of order) {
      const votes = new Map();
      for (const other of around.get(id)) votes.set(label.get(other), (votes.get(label.get(other)) ?? 0) + 1);
      let best = label.get(id);
      let most = votes.get(best) ?? 0;
      for (const [one, count] of votes) if (count > most || (count === most && one < best && count > 0)) [best, most] = [one, count];
      if (best !== label.get(id)) label.set(id, best), moved++;
    }
  }
  const found = new Map();
  for (const id of order) {
    const key = `auto_${order[label.get(id)]}`;
    (found.get(key) ?? found.set(key, []).get(key)).push(id);
  }
  for (const [key, members] of found) if (members.length < FEWEST) found.delete(key);
  return found;
}

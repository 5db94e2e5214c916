// Entry of pages with linked views.
import { EvidenceView } from "./evidence.js";
import { GraphView } from "./graph.js";
import { MapView } from "./map.js";
import { Stage } from "./stage.js";
import { TableView } from "./table.js";
import { TimelineView } from "./timeline.js";
import { Views } from "./views.js";

const ELEMENTS = { stage: Stage, views: Views, graph: GraphView, map: MapView, timeline: TimelineView, table: TableView, evidence: EvidenceView };

for (const [name, element] of Object.entries(ELEMENTS)) customElements.define(`m-${name}`, element);

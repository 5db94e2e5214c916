"""A fourth hand's world: synthetic records with known truth, for habits that nobody tuned on.

    python benchmarks/fourth_hand OUT --seed N [--scale S]      # writes OUT/input and OUT/truth

Its author had seen the design (columns, ids, truth format), the notes and public guidance, and nothing else: not the
engine, its indicators or thresholds, nor the project's own world or the other benchmark worlds. No threshold, phrase
list or weight may be chosen on it.

How it is made. People come first (home, job, tongue, contacts, budget, waking hours), then seven months of their lives
as plans on one queue of events. Operations and look-alikes are plans too, composed of the same small doings
(`behaviours/`: sell, recruit, move, tell) and cast from the same townspeople, whose ordinary lives go on beside their
part. Nothing is written by a plan; records are what banks, sites, carriers, hotels, hotlines and families happen to
see, each with its own columns, clock, way of writing names, gaps and delays (`observers/`).

Its habits. Latin America, the Caribbean, Spain and Portugal, Southeast Asia, farm and domestic work in the United
States; English, Spanish, Portuguese, Tagalog, Indonesian, Vietnamese. Payment apps beside banks, remittance shops as
business accounts between payer and payee, cash paid in over the counter, exchanges and wallets for some; one bank
speaks camt.053. Scam compounds, begging crews and accounts opened in others' names under forced crime; placements
whose wages go to the agent; fees or loans before the ticket; crews that borrow an honest firm's name. Forwarding
numbers, texts that go round, namesakes and reports without substance among the innocent. What differs from a
look-alike is where the money goes and stays, who pays for whom, and what came first. `Habits` are drawn by seed.
"""

from benchmarks.fourth_hand.world import live, write_world

__all__ = ["live", "write_world"]

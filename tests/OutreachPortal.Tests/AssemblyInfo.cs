// Hosts share nothing but the machine; more of them at once than cores only makes each slower.
[assembly: CollectionBehavior(MaxParallelThreads = -1)]

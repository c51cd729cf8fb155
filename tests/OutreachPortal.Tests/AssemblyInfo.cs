// As many at once as there are cores: more hosts than that only make each other slower, and unlimited they need gigabytes.
[assembly: CollectionBehavior(MaxParallelThreads = 0)]

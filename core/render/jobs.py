"""The render service: jobs of many sessions, one at a time, that outlive page and process.

    service = RenderService(
        engine_factory,          # picklable, no arguments: functools.partial(load_engine, "embedded")
        cache_dir,               # Path: clips and films; made on first use
        journal_path,            # Path: SQLite file; jobs that were alive when we died go on
        limits=ServiceLimits(),  # core.render.results
        public=False,            # True: jobs of closed tabs stop, finished jobs are forgotten
        isolate=True,            # engine in a child process of its own (survives its crash)
    )
    job = service.submit(
        session: str,
        plan: VideoPlan,
        pictures: Mapping[str, bytes],         # PNG bytes by sha256, of every enabled reference
        scenes: tuple[str, ...] | None = None,  # ids; None = all scenes of the plan
        kind: "preview" | "scene" | "film" = "film",
        override: Sampling | None = None,       # wins over scene and plan where not None
        cross_fade: int = 0,                    # frames; kind "film" only
    ) -> str                                    # LimitError, InputError, DiskFull: nothing happened
    service.status(job) -> JobView              # InputError: no such job
    service.events(job) -> Iterator[JobView]    # changes as they come; ends after a final state
    service.jobs(session) -> tuple[JobView, ...]  # oldest first; for a tab that comes back
    service.cancel(job) -> None                 # within a step; a finished job stays as it is
    service.clip(result: SceneResult, fps: int) -> Clip | None   # None: no longer in the cache
    service.keys(plan, pictures, override=None) -> dict[scene id, key]  # what is stale? needs engine
    service.cached(key) -> bool
    service.engine_info() -> EngineInfo         # loads the engine; ModelError names a bad file
    service.leave(session), service.arrive(session)   # tab closed, tab (re)opened
    service.close() -> None                     # stops within seconds; running work resumes later

kind "preview" renders with the engine's fast settings, "scene" and "film" with the full ones;
"film" also stitches and gives `JobView.film`. Everything is safe to call from any thread.
"""

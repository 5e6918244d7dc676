-- experiment.ExperimentRepository. What is archived keeps its audience's rule in its definition and no segment any more, which
-- would be followed for ever: those there are become segments like others, to be deleted as such. Few rows.
update experiment set segment_id = null where state = 'archived' and segment_id is not null;

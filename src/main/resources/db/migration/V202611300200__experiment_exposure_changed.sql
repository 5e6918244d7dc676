-- experiment.ExposureRepository. Results as of a time look up in the events who had been seen otherwise then. Null of what was
-- noted before this column was there: it counts as it is, whatever time the results are of.
alter table experiment_exposure add column changed_at timestamptz; -- by when everything that the row says was known

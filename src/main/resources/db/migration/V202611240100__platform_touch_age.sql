-- platform.touch.TouchRepository. An id tells when the note was made: how long what follows from it has been waiting says
-- nothing of anybody.
grant select (id) on member_touch to shuke_platform;

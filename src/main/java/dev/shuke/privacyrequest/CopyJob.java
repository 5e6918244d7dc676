package dev.shuke.privacyrequest;

import dev.shuke.member.MemberCopyService;
import dev.shuke.member.MemberService;
import dev.shuke.platform.jobs.JobFailed;
import dev.shuke.platform.jobs.JobProgress;
import dev.shuke.platform.jobs.JobRun;
import dev.shuke.platform.jobs.JobState;
import dev.shuke.platform.jobs.TenantJob;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.privacyrequest.CopyRepository.Section;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Writes everything that is held of one member into the file that he is given. */
@ApplicationScoped
class CopyJob implements TenantJob {
    static final String KIND = "privacy.copy";

    private final TenantKeyService keyService;
    private final MemberService members;
    private final MemberCopyService copies;
    private final CopyRepository repository;
    private final CopyFileRepository requests;
    private final CopyFiles files;

    CopyJob(
            TenantKeyService keyService,
            MemberService members,
            MemberCopyService copies,
            CopyRepository repository,
            CopyFileRepository requests,
            CopyFiles files) {
        this.keyService = keyService;
        this.members = members;
        this.copies = copies;
        this.repository = repository;
        this.requests = requests;
        this.files = files;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** All at once, so that whoever is merged or erased meanwhile is so before the file, or after it. */
    @Override
    public Uni<JobRun> step(JobRun run) {
        return keyService.current().chain(keys -> run.advance(tx -> write(tx, run.id(), keys)));
    }

    private Uni<JobProgress> write(Tx tx, UUID file, TenantKeys keys) {
        CopyArchive archive = new CopyArchive();
        return requests.findMember(tx, file)
                .onItem()
                .ifNull()
                .failWith(() -> new JobFailed("not_wanted"))
                .chain(member -> members.lockLiving(tx, member))
                .onFailure(ApiException.class)
                .transform(gone -> new JobFailed("erased"))
                .chain(living -> copies.person(tx, living))
                .chain(person -> sealed(tx, archive, person, keys).chain(() -> clear(tx, archive, person)))
                .chain(() -> files.write(tx, file, archive, keys))
                .replaceWith(() -> JobProgress.end(new JsonObject(), archive.rows(), 0));
    }

    private Uni<CopyArchive> sealed(Tx tx, CopyArchive archive, List<UUID> person, TenantKeys keys) {
        return copies.profiles(tx, person, keys)
                .map(rows -> archive.add("profile", "档案", "Your profile", rows))
                .chain(() -> copies.identities(tx, person, keys))
                .map(rows -> archive.add("identities", "身份标识", "What you are recognised by", rows));
    }

    private Uni<Void> clear(Tx tx, CopyArchive archive, List<UUID> person) {
        return Multi.createFrom()
                .iterable(CopyRepository.SECTIONS)
                .onItem()
                .transformToUniAndConcatenate(section -> pages(tx, archive, person, section, 1, Cursor.FIRST.id()))
                .collect()
                .last();
    }

    /** The first page bears the section's name alone. */
    private Uni<Void> pages(Tx tx, CopyArchive archive, List<UUID> person, Section section, int page, UUID after) {
        String name = page == 1 ? section.name() : section.name() + "-" + page;
        return repository
                .list(tx, section, person, after)
                .invoke(rows -> archive.add(name, section.chinese(), section.english(), rows))
                .chain(rows -> section.paged() && rows.size() == CopyRepository.PAGE
                        ? pages(tx, archive, person, section, page + 1, id(rows.getLast()))
                        : Uni.createFrom().voidItem());
    }

    private static UUID id(JsonObject row) {
        return UUID.fromString(row.getString("id"));
    }

    @Override
    public Uni<Void> ended(Tx tx, JobRun run, JobState how) {
        return how == JobState.SUCCEEDED
                ? Uni.createFrom().voidItem()
                : requests.failed(tx, run.id()).replaceWithVoid();
    }
}

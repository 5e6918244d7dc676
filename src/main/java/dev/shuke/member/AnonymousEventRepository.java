package dev.shuke.member;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Events without what could still say whose they were. Each statement's place is for which events it is. */
@ApplicationScoped
class AnonymousEventRepository {
    private static final String OF_MEMBERS = "member_id = any($2::uuid[])";
    private static final String THESE = "id = any($2::uuid[])";

    /** What was delivered once, by the keyed digest of all that was sent: it does not bring an erased person back. */
    private static final String REMEMBER = """
            insert into erased_event (tenant_id, digest)
            select distinct $1::uuid, digest from event where tenant_id = $1 and length(digest) > 0 and %s
            on conflict do nothing
            """;

    /** Noted once more when another event names them. */
    private static final String FORGET_NAMES = """
            with gone as materialized (select id, store from event where tenant_id = $1 and %s)
            delete from unknown_name where tenant_id = $1 and (kind = 'store' and code in (select store from gone)
              or kind = 'product' and code in (
                select i.sku from event_item i join gone on gone.id = i.event_id where i.tenant_id = $1))
            """;

    /** Of whom is superseded that stays said: by the id. */
    private static final String UNTIE = """
            update event set corrects_source = null, corrects_source_id = null
            where tenant_id = $1 and corrects_source is not null and (corrects_source, corrects_source_id) in (
              select source, source_id from event where tenant_id = $1 and %s)
            """;

    /** A product that the merchant has, or that somebody else has had in his hands, is no word about this one. */
    private static final String STRIP_ITEMS = """
            with gone as materialized (select id from event where tenant_id = $1 and %s)
            update event_item i set name = null,
              sku = case when (select true from product where tenant_id = $1 and sku = i.sku limit 1)
                  or (select true from event_item o join event e on e.tenant_id = $1 and e.id = o.event_id
                    where o.tenant_id = $1 and o.sku = i.sku and e.source <> 'erased'
                      and o.event_id not in (select id from gone) limit 1)
                then i.sku else 'erased' end,
              category = case when (select true from product
                    where tenant_id = $1 and sku = i.sku and category = i.category limit 1)
                  or (select true from event_item o join event e on e.tenant_id = $1 and e.id = o.event_id
                    where o.tenant_id = $1 and o.category = i.category and e.source <> 'erased'
                      and o.event_id not in (select id from gone) limit 1)
                then i.category end
            from gone where i.tenant_id = $1 and i.event_id = gone.id
            """;

    /** A source may have written anything into an order's number, and a till into the name of a store. */
    private static final String STRIP = """
            update event e set source = 'erased', source_id = e.id::text, digest = '', props = null,
              corrects_source = null, corrects_source_id = null,
              store = (select s.code from store s where s.tenant_id = $1 and s.code = e.store),
              channel = case when e.channel in ('store', 'pos', 'web', 'online', 'app', 'mini_program', 'phone') then e.channel end
            where e.tenant_id = $1 and e.source <> 'erased' and %s
            """;

    private static final String DELETE_ITEMS = """
            delete from event_item where tenant_id = $1 and event_id in (select id from event where tenant_id = $1 and %s)
            """;
    private static final String DELETE = "delete from event where tenant_id = $1 and %s";

    private static final List<String> ANONYMISE = List.of(REMEMBER, FORGET_NAMES, UNTIE, STRIP_ITEMS, STRIP);
    private static final List<String> REMOVE = List.of(REMEMBER, FORGET_NAMES, UNTIE, DELETE_ITEMS, DELETE);

    Uni<Void> anonymise(Tx tx, UUID... events) {
        return each(tx, ANONYMISE, THESE, events);
    }

    Uni<Void> anonymiseOf(Tx tx, UUID... members) {
        return each(tx, ANONYMISE, OF_MEMBERS, members);
    }

    Uni<Void> deleteOf(Tx tx, UUID... members) {
        return each(tx, REMOVE, OF_MEMBERS, members);
    }

    private static Uni<Void> each(Tx tx, List<String> statements, String which, UUID... ids) {
        return Multi.createFrom()
                .iterable(statements)
                .onItem()
                .transformToUniAndConcatenate(statement -> tx.update(statement.formatted(which), (Object) ids))
                .collect()
                .last()
                .replaceWithVoid();
    }
}

package dev.shuke.member;

/** What the application sends about members, for the benchmark's floors. */
public final class MemberStatements {
    public static final String FIND = MemberRepository.FIND;
    public static final String FIND_BY_IDENTITY = MemberRepository.FIND_BY_IDENTITY;
    public static final String LIST = MemberRepository.LIST;
    public static final String DATA_KEY = MemberRepository.DATA_KEY;
    public static final String UPDATE = MemberRepository.UPDATE;
    public static final String FIND_OWNERS = IdentityRepository.FIND;

    private MemberStatements() {}
}

//! Limits on everything that a stranger can send.

/// Characters (Unicode scalar values) of a message.
pub const MESSAGE_CHARACTERS: usize = 4_000;
/// Characters kept of what a visitor writes, in several messages, to one step of a chatbot: ten of the longest.
pub const LINES_CHARACTERS: usize = 40_000;
/// Characters of what a visitor writes to explain his rating.
pub const COMMENT_CHARACTERS: usize = 2_000;
/// Bytes of one frame or request body from a widget or console.
pub const FRAME_BYTES: usize = 64 * 1024;
/// Characters of a name: user name, chat name, channel name.
pub const NAME_CHARACTERS: usize = 100;
/// Characters of an e-mail address (RFC 5321).
pub const EMAIL_CHARACTERS: usize = 254;
/// Characters of a password; more would only feed the hash function.
pub const PASSWORD_CHARACTERS: usize = 200;
/// Least characters of a password (NIST SP 800-63B asks for 8 and more).
pub const PASSWORD_LEAST_CHARACTERS: usize = 10;
/// Characters kept of the page a conversation was started on.
pub const PAGE_CHARACTERS: usize = 2_000;
/// Characters of a language tag (BCP 47).
pub const LANGUAGE_CHARACTERS: usize = 35;
/// Characters of a notification text.
pub const NOTIFICATION_CHARACTERS: usize = 200;
/// Characters of a welcome message.
pub const WELCOME_CHARACTERS: usize = 500;
/// The highest limit of conversations per operator: more nobody can hold.
pub const OPERATOR_LIMIT: u32 = 1_000;
/// Characters of an origin: a host has at most 253 (RFC 1035).
pub const ORIGIN_CHARACTERS: usize = 270;
/// Origins that a channel may be confined to.
pub const ALLOWED_ORIGINS: usize = 100;
/// Channels that there may be.
pub const CHANNELS: usize = 500;
/// Rules of one channel.
pub const RULES: usize = 1_000;
/// Characters of a regular expression in a rule.
pub const PATTERN_CHARACTERS: usize = 2_000;
/// Seconds after which a window may open by itself: a day.
pub const OPENS_AFTER_SECONDS: u32 = 86_400;
/// Minutes without an answer after which a conversation may be offered to the next operator: a day.
pub const OFFERED_AGAIN_AFTER_MINUTES: u32 = 1_440;
/// Minutes after which what a visitor missed may go to him by e-mail: half a day, for what is a day old goes no more.
pub const MISSED_MAILED_AFTER_MINUTES: u32 = 720;
/// Days after which conversations may be erased: ten years.
pub const KEPT_DAYS: u32 = 3_650;
/// The last messages of a conversation that a letter about missed ones looks at.
pub const MISSED_MESSAGES: usize = 100;
/// Conversations looking for help that a console holds besides the newest ones.
pub const LOOKING_FOR_HELP: usize = 500;
/// Conversations in which an operator is called by name that his console holds besides the newest ones.
pub const CALLING: usize = 50;
/// Conversations which an operator is in that his console holds besides the newest ones, those that he came into last.
pub const OWN_CONVERSATIONS: usize = 200;
/// Conversations of the same visitor listed beside one.
pub const RECENT: usize = 10;
/// Expertises that there may be.
pub const EXPERTISES: usize = 500;
/// Chatbots that there may be.
pub const CHATBOTS: usize = 500;
/// Steps of a chatbot's script.
pub const STEPS: usize = 200;
/// Languages in which a chatbot's script has words besides those that it was written in.
pub const CHATBOT_LANGUAGES: usize = 20;
/// Characters of all words of a chatbot's script together: it is read whenever somebody looks at a page where it answers, and its
/// file stays below [`CHATBOT_FILE_BYTES`].
pub const SCRIPT_CHARACTERS: usize = 200_000;
/// Bytes of the file of a chatbot: 1 MB, several times what the longest real scripts have.
pub const CHATBOT_FILE_BYTES: usize = 1_000_000;
/// Answers of one question.
pub const ANSWERS: usize = 20;
/// Characters of a step's message.
pub const STEP_CHARACTERS: usize = 1_000;
/// Tags that there may be.
pub const TAGS: usize = 500;
/// Tags of one conversation.
pub const CONVERSATION_TAGS: usize = 30;
/// Expertises that one conversation asks for.
pub const CONVERSATION_EXPERTISES: usize = 20;
/// Characters of what operators write down about a conversation.
pub const NOTE_CHARACTERS: usize = 10_000;
/// Teams of one app, *Helpdesk* or *CRM*, that there may be.
pub const TEAMS: usize = 100;
/// Characters of what a ticket or a lead tells: few enough for the form that saves it to fit into a request ([`FRAME_BYTES`]).
pub const RECORD_DESCRIPTION_CHARACTERS: usize = 10_000;
/// Tickets or leads in one page of their list, and in one column of the Kanban.
pub const RECORDS_PAGE: usize = 50;
/// Tickets that a command tells of.
pub const TICKETS_TOLD: usize = 10;
/// Characters of a phone number, as it is kept of a contact or a lead.
pub const PHONE_CHARACTERS: usize = 50;
/// Contacts in one page of their list.
pub const CONTACTS_PAGE: usize = 50;
/// Conversations, tickets, and leads, that are listed with a contact.
pub const CONTACT_PAST: usize = 50;
/// Contacts that are offered as the same person.
pub const CONTACTS_ALIKE: usize = 10;
/// Open tickets, and open leads, of a visitor and his contact that are listed beside his conversation.
pub const OPEN_RECORDS: usize = 20;
/// The last pages that are kept of a visitor (spec 6.14).
pub const PAGES: usize = 15;
/// Characters of the path and query of such a page; a longer one is not kept.
pub const PAGE_PATH_CHARACTERS: usize = 1_000;
/// Characters kept of its title.
pub const PAGE_TITLE_CHARACTERS: usize = 150;
/// Characters of the shortcut of a canned response.
pub const SHORTCUT_CHARACTERS: usize = 40;
/// People on the site that are listed.
pub const VISITS_LISTED: usize = 200;
/// People on the site that one node knows of; who comes besides is not listed.
pub const VISITS: usize = 10_000;
/// The same of one client address.
pub const VISITS_PER_ADDRESS: usize = 50;
/// Characters kept of the page that somebody is on.
pub const VISIT_PAGE_CHARACTERS: usize = 500;
/// Characters of what an operator asks somebody on the site. It travels in an address, which proxies let pass up to 8 KiB.
pub const INVITATION_CHARACTERS: usize = 500;
/// Characters of the same, sealed: four bytes each at most, with what is said beside them, in base 64.
pub const SEALED_INVITATION_CHARACTERS: usize = 3_500;
/// Canned responses of one owner.
pub const CANNED_RESPONSES: usize = 500;
/// Characters of a time zone's name; the longest of IANA has 32.
pub const TIME_ZONE_CHARACTERS: usize = 64;
/// Languages that can be enabled at once.
pub const LANGUAGES: usize = 200;
/// Characters of a mail server's name (RFC 1035).
pub const HOST_CHARACTERS: usize = 253;
/// Characters kept of what a mail server says.
pub const MAIL_TROUBLE_CHARACTERS: usize = 300;
/// Letters listed that wait or were given up, newest first.
pub const MAILS_PAGE: usize = 100;
/// Bytes of a table of countries that is handed in.
pub const COUNTRY_TABLE_BYTES: usize = 32 * 1024 * 1024;
/// Messages in one page of a conversation's history.
pub const MESSAGES_PAGE: usize = 50;
/// Conversations in one page of the inbox.
pub const INBOX_PAGE: usize = 100;
/// Searches that an operator keeps under names.
pub const SAVED_VIEWS: usize = 20;
/// Reports that somebody keeps under names.
pub const FAVOURITES: usize = 20;
/// Characters of what is sought.
pub const QUERY_CHARACTERS: usize = 200;
/// Characters of a word by which it is found.
pub const WORD_CHARACTERS: usize = 40;
/// Conversations whose messages a console goes on holding after it has shown them.
pub const THREADS_LEFT: usize = 20;
/// Conversations that are over and wait for nobody, of those that a console goes on holding while others come.
pub const INBOX_PAST: usize = 100;
/// Messages of one conversation that are told as hits.
pub const HITS: usize = 1_000;
/// Conversations in one page of those that were found.
pub const FOUND_PAGE: usize = 50;
/// Sessions in one page of their list.
pub const SESSIONS_PAGE: usize = 50;

/// Characters of a message in a notification that calls an operator.
pub const CALL_CHARACTERS: usize = 140;
/// Characters of the address at which a push service takes what is for one browser; those in use have about 200.
pub const PUSH_ENDPOINT_CHARACTERS: usize = 2_000;
/// Browsers in which one user is called while he has no console open; of more, the one that told of itself longest ago gives way.
pub const PUSH_SUBSCRIPTIONS: usize = 20;
/// Bytes of what is pushed, before it is encrypted: no push service has to take more than 4,096 after (RFC 8291, section 4).
pub const PUSH_BYTES: usize = 3_000;

/// Sessions that are selected and taken away as a file: their ids stand in an address, which proxies let pass up to 8 KiB.
pub const SESSIONS_SELECTED: usize = 100;
/// Links by which spreadsheet programs read sessions.
pub const LIVE_LINKS: usize = 50;
/// Ratings that a public page shows one by one (spec 12.5).
pub const PUBLIC_RATINGS: usize = 100;
/// Groups of a report: more nobody reads, and a browser draws them slowly.
pub const REPORT_CELLS: usize = 10_000;
/// Rows that the database may count for one report before they are put into groups.
pub const REPORT_ROWS: usize = 200_000;
/// Events that a resuming client gets before it is sent a snapshot instead.
pub const RESUME_EVENTS: usize = 1_000;
/// Bytes of a file in a conversation: 10 MB.
pub const FILE_BYTES: usize = 10_000_000;
/// Characters of its name.
pub const FILE_NAME_CHARACTERS: usize = 200;
/// Files that are chosen, dropped or pasted at once.
pub const FILES_AT_ONCE: usize = 10;
/// Files of one conversation.
pub const FILES: usize = 100;
/// Bytes of a picture as it is sent: 2 MB.
pub const PICTURE_BYTES: usize = 2_000_000;
/// Pixels of a picture as it is sent, in each direction: more than cameras take, and not enough to fill the memory.
pub const PICTURE_SIDE: u32 = 8_000;
/// Unsent messages that a widget or console keeps.
pub const OUTBOX_MESSAGES: usize = 100;
/// Characters of the last words shown in the inbox.
pub const LAST_WORDS_CHARACTERS: usize = 120;

//! The pages that visitors were on last.

use crate::stories;
use crate::world::{World, refusal};
use domain::id::ConversationId;
use domain::limit::PAGES;
use domain::page::VisitedPage;
use domain::time::{DAY_MS, HOUR_MS, Timestamp};
use domain::wire::Refusal;
use domain::wire::visitor::{FromVisitor, Pages};
use uuid::Uuid;

fn page(path: &str, at: Timestamp) -> VisitedPage {
    VisitedPage {
        path: path.to_owned(),
        title: format!("Title of {path}"),
        at,
    }
}

fn paths(pages: &[VisitedPage]) -> Vec<&str> {
    pages.iter().map(|page| page.path.as_str()).collect()
}

stories! {
    async fn operators_read_the_last_pages_of_a_visitor_newest_first(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let conversation = world.desk().console_snapshot(&ada).await.unwrap().inbox.rows[0].conversation.id;
        assert_eq!(world.desk().visited_pages(&ada, conversation).await.unwrap(), []);
        let now = world.clock.now();
        let tell = async |pages: Vec<VisitedPage>| {
            let frame = FromVisitor::Pages(Pages { conversation: visitor.conversation, pages });
            world.desk().visitor_frame(visitor.token, frame).await
        };
        let before = |ms| Timestamp(now.0 - ms);
        let first = vec![page("/", before(HOUR_MS)), page("/shop?a=1", before(5)), page("//evil.example", now)];
        assert_eq!(tell(first).await.unwrap(), None);
        let pages = world.desk().visited_pages(&ada, conversation).await.unwrap();
        assert_eq!(pages, [page("/shop?a=1", before(5)), page("/", before(HOUR_MS))]);

        // The same again, and more: each stands there once.
        tell(vec![page("/", now), page("/shop?a=1", before(5))]).await.unwrap();
        let pages = world.desk().visited_pages(&ada, conversation).await.unwrap();
        assert_eq!(paths(&pages), ["/", "/shop?a=1"]);

        let many = (1..=99_i32).map(|n| page(&format!("/{n}"), before(i64::from(n)))).collect();
        tell(many).await.unwrap();
        let pages = world.desk().visited_pages(&ada, conversation).await.unwrap();
        assert_eq!(pages.len(), PAGES);
        assert_eq!(paths(&pages)[..3], ["/", "/1", "/2"]);

        world.clock.advance(DAY_MS);
        assert_eq!(world.desk().visited_pages(&ada, conversation).await.unwrap(), []);
    }

    async fn nobody_tells_pages_for_another_visitor(world: &World) {
        let ada = world.operator("Ada").await;
        let (one, other) = (world.visitor("One").await, world.visitor("Other").await);
        let pages = vec![page("/", world.clock.now())];
        let frame = FromVisitor::Pages(Pages { conversation: other.conversation, pages });
        let told = world.desk().visitor_frame(one.token, frame).await;
        assert_eq!(refusal(told), Refusal::NotFound);
        for row in world.desk().console_snapshot(&ada).await.unwrap().inbox.rows {
            let pages = world.desk().visited_pages(&ada, row.conversation.id).await.unwrap();
            assert_eq!(pages, []);
        }
        let nowhere = ConversationId(Uuid::new_v4());
        let read = world.desk().visited_pages(&ada, nowhere).await;
        assert_eq!(refusal(read), Refusal::NotFound);
    }
}

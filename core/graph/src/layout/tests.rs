use super::*;

fn block(lane: Lane) -> Block {
    Block {
        width: 100.0,
        height: 30.0,
        lane,
        group: 0,
    }
}

fn link(from: usize, to: usize) -> Link {
    Link { from, to, shapes: true }
}

/// A deterministic sequence that looks random.
fn numbers(mut seed: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    }
}

#[test]
fn what_depends_stands_to_the_right() {
    let blocks = [Lane::Given, Lane::Framework, Lane::Framework, Lane::Conclusion].map(block);
    let links = [link(0, 1), link(1, 2), link(2, 3), link(0, 3)];
    let placed = layout(&blocks, &links);
    for link in links {
        assert!(placed.corners[link.from].0 < placed.corners[link.to].0);
    }
    assert_eq!(placed.routes[3].len(), 6, "it passes two columns by");
}

#[test]
fn blocks_never_overlap() {
    let mut number = numbers(7);
    let lanes = [
        Lane::Given,
        Lane::Bridge,
        Lane::Evidence,
        Lane::Framework,
        Lane::Conclusion,
    ];
    let mut blocks: Vec<Block> = (0..120).map(|n| block(lanes[n * 5 / 120])).collect();
    for block in &mut blocks {
        block.height = 20.0 + number(40) as f64;
        block.group = if block.lane == Lane::Given { number(3) as u8 } else { 0 };
    }
    let links: Vec<Link> = (0..300)
        .map(|_| (number(120), number(120)))
        .filter(|(from, to)| from < to)
        .map(|(from, to)| link(from, to))
        .collect();
    let placed = layout(&blocks, &links);
    for (n, one) in blocks.iter().enumerate() {
        for (m, other) in blocks.iter().enumerate().skip(n + 1) {
            let ((ax, ay), (bx, by)) = (placed.corners[n], placed.corners[m]);
            let apart = (ax - bx).abs() >= 100.0 || ay + one.height <= by + 0.2 || by + other.height <= ay + 0.2;
            assert!(apart, "{n} and {m}");
        }
    }
}

#[test]
fn the_framework_keeps_its_order() {
    let blocks = [block(Lane::Framework); 5];
    // Given: the verdict last, then children in order; links from outside can't turn them round.
    let links = [link(1, 0), link(2, 0), link(3, 0), link(4, 0)];
    let placed = layout(&blocks, &links);
    let heights: Vec<f64> = placed.corners[1..].iter().map(|c| c.1).collect();
    assert!(heights.windows(2).all(|pair| pair[0] < pair[1]), "{heights:?}");
    let middle = (heights[0] + heights[3]) / 2.0;
    assert!(
        (placed.corners[0].1 - middle).abs() < 1.0,
        "the parent stands in the middle"
    );
}

#[test]
fn ordering_removes_crossings_that_can_be_removed() {
    let blocks: Vec<Block> = (0..20)
        .map(|n| block(if n < 10 { Lane::Given } else { Lane::Evidence }))
        .collect();
    let links: Vec<Link> = (0..10).map(|n| link(n, 19 - n)).collect();
    let mut layers = Layers::new(&blocks, &links);
    assert_eq!(ordering::crossings(&layers), 45);
    ordering::order(&mut layers);
    assert_eq!(ordering::crossings(&layers), 0);
}

#[test]
fn nothing_is_laid_out_too() {
    let placed = layout(&[], &[]);
    assert_eq!((placed.width, placed.height), (0.0, 0.0));
}

#[test]
fn a_circle_ends_too() {
    let blocks = [block(Lane::Framework); 3];
    let placed = layout(&blocks, &[link(0, 1), link(1, 0), link(2, 2)]);
    assert_eq!(placed.corners.len(), 3);
}

#[test]
fn three_hundred_blocks_take_well_under_a_second() {
    let mut number = numbers(3);
    let lanes = [Lane::Given, Lane::Evidence, Lane::Framework];
    let blocks: Vec<Block> = (0..300).map(|n| block(lanes[n / 100])).collect();
    let links: Vec<Link> = (0..1500)
        .map(|_| (number(300), number(300)))
        .filter(|(from, to)| from < to)
        .map(|(from, to)| link(from, to))
        .collect();
    let layers = Layers::new(&blocks, &links);
    assert!(layers.heights.len() < 20_000, "bends are shared");
    layout(&blocks, &links);
}
